/** What every feature of the page stands on; it knows none of them. */
const base = ['base/language', 'base/format', 'base/problems', 'base/connection', 'base/jobs', 'base/widgets']

/**
 * The rooms of each zone from the ground up, with all rooms that each may import from. A room names only rooms that
 * stand before it in its list, so that no circle can be written. Where a room has a door (`index.ts`), others import
 * from that alone. A room is a folder, or a single file at the top of its zone.
 */
export const rooms = {
  main: ordered({
    files: [],
    runtimes: [],
    study: [],
    jobs: ['files'],
    library: [],
    marks: [],
    network: [],
    engines: ['network', 'runtimes'],
    compute: ['marks', 'study'],
    supervisor: ['compute'],
    model: ['engines', 'files', 'network'],
    reading: ['compute', 'engines', 'model', 'network', 'study'],
    dataset: ['compute', 'marks', 'network', 'reading', 'study'],
    evaluation: ['compute', 'dataset', 'network', 'reading'],
    report: ['evaluation', 'network'],
    registry: ['compute', 'files', 'model', 'report'],
    training: ['compute', 'dataset', 'engines', 'evaluation', 'model', 'network', 'reading', 'report', 'study'],
    worker: ['compute', 'dataset', 'engines', 'marks', 'model', 'reading', 'registry', 'study', 'training'],
    scan: ['compute', 'files'],
    app: [
      'compute',
      'engines',
      'evaluation',
      'files',
      'jobs',
      'library',
      'marks',
      'network',
      'registry',
      'report',
      'runtimes',
      'scan',
      'supervisor',
      'training',
    ],
    hosts: ['app', 'compute', 'files', 'network', 'reading', 'supervisor'],
  }),
  renderer: ordered({
    'base/styles': [],
    'base/language': [],
    'base/format': ['base/language'],
    'base/problems': ['base/language'],
    'base/connection': ['base/problems'],
    'base/jobs': ['base/connection'],
    'base/widgets': ['base/connection', 'base/format', 'base/language', 'base/problems'],
    'features/settings': base,
    'features/navigation': base,
    'features/verdict': base,
    'features/films': [...base, 'features/settings'],
    'features/opening': [...base, 'features/films', 'features/settings'],
    'features/viewport': [...base, 'features/films', 'features/settings'],
    'features/annotations': [...base, 'features/films', 'features/settings', 'features/viewport'],
    'features/models': base,
    'features/reading': [
      ...base,
      'features/films',
      'features/models',
      'features/settings',
      'features/verdict',
      'features/viewport',
    ],
    'features/library': [...base, 'features/annotations', 'features/films', 'features/reading', 'features/viewport'],
    'features/worklist': [
      ...base,
      'features/films',
      'features/library',
      'features/opening',
      'features/reading',
      'features/settings',
      'features/verdict',
      'features/viewport',
    ],
    'features/compare': [
      ...base,
      'features/annotations',
      'features/films',
      'features/library',
      'features/reading',
      'features/settings',
      'features/verdict',
      'features/viewport',
      'features/worklist',
    ],
    'features/tags': [...base, 'features/films', 'features/settings'],
    'features/tour': [...base, 'features/films', 'features/navigation', 'features/reading', 'features/settings'],
    'features/welcome': [...base, 'features/films', 'features/opening', 'features/settings', 'features/tour'],
    'features/scan': [
      ...base,
      'features/films',
      'features/navigation',
      'features/opening',
      'features/settings',
      'features/verdict',
      'features/viewport',
    ],
    'features/training': [
      ...base,
      'features/films',
      'features/library',
      'features/navigation',
      'features/opening',
      'features/settings',
      'features/verdict',
    ],
    'features/engine': [...base, 'features/settings'],
    'features/privacy': [
      ...base,
      'features/films',
      'features/library',
      'features/models',
      'features/scan',
      'features/settings',
      'features/training',
    ],
    'features/viewer': [...base, 'features/library', 'features/settings'],
    'features/about': [...base, 'features/models'],
    page: [
      ...base,
      'features/about',
      'features/annotations',
      'features/compare',
      'features/engine',
      'features/films',
      'features/library',
      'features/models',
      'features/navigation',
      'features/opening',
      'features/privacy',
      'features/reading',
      'features/scan',
      'features/settings',
      'features/tags',
      'features/tour',
      'features/training',
      'features/viewer',
      'features/viewport',
      'features/welcome',
      'features/worklist',
    ],
    'main.ts': ['base/connection', 'base/styles', 'page'],
  }),
}

/** Throws where a room names one that does not stand before it. */
export function ordered(edges) {
  const before = new Set()
  for (const [room, others] of Object.entries(edges)) {
    for (const other of others) {
      if (!before.has(other)) throw new Error(`${room} may import only from rooms before it, and ${other} is not one`)
    }
    before.add(room)
  }
  return edges
}
