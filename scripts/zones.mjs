import { dirname, join, relative, sep } from 'node:path'

/** Folders of src/main from the top down: a folder imports from its own step and those below it. */
const steps = [
  ['hosts'],
  ['app'],
  ['compute', 'jobs', 'library', 'models', 'reading', 'scan', 'training'],
  ['engines', 'network', 'study'],
  ['runtimes'],
]

const stepOf = (path) => steps.findIndex((folders) => folders.includes(path.split('/')[2]))

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

/** Path of what is imported, from the repository's root, or undefined for a package. */
function targetPath(path, name) {
  if (name.startsWith('#')) return `src/${name.slice(1)}`
  if (name.startsWith('.')) return join(dirname(path), name).split(sep).join('/')
  return undefined
}

/** Why the file at `path` may not import `name`, or undefined where it may. */
function objection(path, name) {
  const zone = zoneOf(path)
  if (!zone) return undefined
  const target = targetPath(path, name)
  if (target === undefined)
    return packages[zone] && !packages[zone](name, path) ? `src/${zone} may not import ${name}` : undefined
  const other = zoneOf(target)
  if (other && zones[zone] && !zones[zone].includes(other)) return `src/${zone} may not import from src/${other}`
  if (zone === 'main' && other === 'main') {
    const from = stepOf(path)
    const to = stepOf(target)
    if (from < 0 || to < 0) return `${from < 0 ? path : target} is in no folder that scripts/zones.mjs knows`
    if (to < from) return `${path.split('/')[2]} lies below ${target.split('/')[2]} and may not import from it`
  }
  return undefined
}

/** ESLint rule: renderer → shared ← main ← hosts, and downwards only inside main. */
export const zonesRule = {
  meta: { type: 'problem', schema: [], messages: { crossing: '{{ why }}.' } },
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/')
    const look = (source) => {
      if (typeof source?.value !== 'string') return
      const why = objection(path, source.value)
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
