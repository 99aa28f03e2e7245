/**
 * The rooms of each zone from the ground up, with all rooms that each may import from. A room names only rooms that
 * stand before it in its list, so that no circle can be written. Where a room has a door (`index.ts`), others import
 * from that alone.
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
    dataset: ['compute', 'files', 'marks', 'network', 'reading', 'study'],
    evaluation: ['compute', 'dataset', 'network', 'reading'],
    report: ['evaluation', 'network'],
    registry: ['compute', 'files', 'model', 'report'],
    training: [
      'compute',
      'dataset',
      'engines',
      'evaluation',
      'files',
      'model',
      'network',
      'reading',
      'report',
      'study',
    ],
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
