import { Settings } from '#main/app/settings/settings.ts'

/**
 * Changes settings as fast as it can until it is killed; both opacities are always the same. Its first word says that
 * it has begun.
 */
const settings = new Settings(process.argv[2])
for (let turn = 0; ; turn++) {
  const opacity = (turn % 1000) / 1000
  settings.change({
    overlays: { evidence: { visible: true, opacity, threshold: 0 }, gating: { visible: false, opacity } },
  })
  if (turn === 0) process.stdout.write('begun\n')
}
