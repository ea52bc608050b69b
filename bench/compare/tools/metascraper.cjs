// metascraper: called with the HTML and the address, with the rule bundle of each field, as its documentation shows.
'use strict'

const bundles = ['author', 'description', 'image', 'lang', 'publisher', 'title', 'url']
const dates = require('metascraper-date')({ datePublished: true, dateModified: true })
const metascraper = require('metascraper')([dates, ...bundles.map(name => require(`metascraper-${name}`)())])

exports.version = require('metascraper/package.json').version

exports.read = async ({ text, url }) => {
  const found = await metascraper({ html: text, url })
  return {
    title: found.title,
    authors: found.author ? [found.author] : [],
    published: found.datePublished || found.date,
    modified: found.dateModified,
    publisher: found.publisher,
    description: found.description,
    canonical_url: found.url,
    image: found.image,
    language: found.lang
  }
}
