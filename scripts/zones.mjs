import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { rooms } from './rooms.mjs'

/** Packages that a zone may import besides its own code; where a zone is not named, any. */
const packages = {
  shared: (name) => name === 'zod' || name === '@orpc/contract',
  renderer: (name) => !name.startsWith('node:') && name !== 'electron',
  main: (name, path) => name !== 'electron' || path.startsWith('src/main/hosts/electron/'),
}

const zones = {
  shared: ['shared'],
  renderer: ['renderer', 'shared'],
  main: ['main', 'shared'],
  preload: ['preload', 'shared'],
}

const zoneOf = (path) => (path.startsWith('src/') ? path.split('/')[1] : undefined)

/** The room of a file: the longest name in its zone's list that is its folder, one above it, or the file itself. */
function roomOf(zone, path) {
  const within = path.slice(`src/${zone}/`.length)
  return Object.keys(rooms[zone])
    .filter((room) => within === room || within.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0]
}

/** Path of what is imported, from the repository's root, or undefined for a package. */
function targetPath(path, name) {
  if (name.startsWith('#')) return `src/${name.slice(1)}`
  if (name.startsWith('.')) return join(dirname(path), name).split(sep).join('/')
  return undefined
}

/** Why the file at `path` of the repository at `root` may not import `name`, or undefined where it may. */
function objection(root, path, name) {
  const zone = zoneOf(path)
  if (!zone) return undefined
  const target = targetPath(path, name)
  if (target === undefined)
    return packages[zone] && !packages[zone](name, path) ? `src/${zone} may not import ${name}` : undefined
  const other = zoneOf(target)
  if (other && zones[zone] && !zones[zone].includes(other)) return `src/${zone} may not import from src/${other}`
  if (zone !== other || !rooms[zone]) return undefined
  const [from, to] = [roomOf(zone, path), roomOf(zone, target)]
  if (!from || !to) return `${from ? target : path} is in no room that scripts/rooms.mjs knows`
  if (from === to) return undefined
  if (!rooms[zone][from].includes(to)) return `${from} may not import from ${to}: scripts/rooms.mjs has no such edge`
  const door = `src/${zone}/${to}/index.ts`
  if (target !== door && existsSync(join(root, door))) return `${to} has a door: import ${door} instead`
  return undefined
}

/** ESLint rule: renderer → shared ← main ← hosts, and between rooms only along the edges of `rooms.mjs`, through doors. */
export const zonesRule = {
  meta: { type: 'problem', schema: [], messages: { crossing: '{{ why }}.' } },
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/')
    const look = (source) => {
      if (typeof source?.value !== 'string') return
      const why = objection(context.cwd, path, source.value)
      if (why) context.report({ node: source, messageId: 'crossing', data: { why } })
    }
    const lookAtSource = (node) => look(node.source)
    return {
      ImportDeclaration: lookAtSource,
      ImportExpression: lookAtSource,
      ExportNamedDeclaration: lookAtSource,
      ExportAllDeclaration: lookAtSource,
      TSImportType: (node) => look(node.source ?? node.argument?.literal),
      'CallExpression[callee.name="require"]': (node) => look(node.arguments[0]),
    }
  },
}
