// @postlight/parser: Parser.parse(url, { html }); following pages would need the network, so they are not fetched.
'use strict'

const Parser = require('@postlight/parser')

exports.version = require('@postlight/parser/package.json').version

exports.read = async ({ text, url }) => {
  const found = await Parser.parse(url, { html: text, fetchAllPages: false })
  return {
    title: found.title,
    authors: found.author ? [found.author] : [],
    published: found.date_published,
    description: found.excerpt,
    canonical_url: found.url,
    image: found.lead_image_url
  }
}
