// The worker's side of the protocol (see worker.py) for tools on Node: `node worker.cjs TOOL`.
// There is no selectolax here, so "floor" is null and the driver takes the parse that it had measured beside it.
'use strict'

const { createInterface } = require('node:readline')

// What a tool prints goes to standard error, out of the protocol's way.
console.log = console.info = console.error

const tool = require(`./tools/${process.argv[2]}.cjs`)
const reply = value => process.stdout.write(JSON.stringify(value) + '\n')

const answer = async ({ text, url }) => {
  let fields = {}
  let error = null
  const start = process.cpuUsage()
  try {
    fields = await tool.read({ text, url: url || 'https://example.com/' })
  } catch (raised) {
    error = raised.name
  }
  const { user, system } = process.cpuUsage(start)
  return { cpu: 1000 * (user + system), floor: null, fields, error }
}

const main = async () => {
  reply({ version: tool.version, runtime: `Node ${process.version}` })
  for await (const line of createInterface({ input: process.stdin })) reply(await answer(JSON.parse(line)))
}

main()
