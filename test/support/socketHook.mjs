// Preloaded into every process of the program: writes down whatever Node is asked to reach, and refuses it.
import { appendFileSync } from 'node:fs'
import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'

const note = (what) => appendFileSync(process.env.FRACTUREGUARD_TEST_CALLS, `${what}\n`)
const described = (args) =>
  JSON.stringify(args[0] ?? '', (_, value) => (typeof value === 'function' ? undefined : value))

note(`started ${process.argv[1]?.split(/[\\/]/).at(-1) ?? ''}`)
net.Socket.prototype.connect = function (...args) {
  note(`connect ${described(args)}`)
  this.destroy(new Error('No network in this test.'))
  return this
}
for (const name of Object.keys(dns).filter((name) => /^(lookup|resolve|reverse)/.test(name))) {
  const refuse = (...args) => {
    note(`dns.${name} ${described(args)}`)
    throw new Error('No network in this test.')
  }
  dns[name] = refuse
  if (dns.promises[name]) dns.promises[name] = async (...args) => refuse(...args)
}
dgram.Socket.prototype.send = function (...args) {
  note(`dgram ${described(args)}`)
}
globalThis.fetch = async (...args) => {
  note(`fetch ${described(args)}`)
  throw new Error('No network in this test.')
}
