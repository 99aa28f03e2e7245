import type { Translation } from '#renderer/base/language/index.ts'
import type { WelcomeWords } from './words.ts'

export const german: Translation<WelcomeWords> = {
  title: 'Röntgenaufnahmen auf Frakturen ansehen, auf diesem Rechner',
  lead:
    'FractureGuard zeigt eine Aufnahme, sagt, wie wahrscheinlich eine Fraktur ist und worauf es sich stützt, und kann aus Ihren ' +
    'eigenen Aufnahmen lernen. Nichts verlässt diesen Rechner, wenn Sie es nicht senden.',
  drop: 'Oder ziehen Sie Dateien oder Ordner irgendwo auf dieses Fenster: DICOM, PNG, JPEG, TIFF, WebP, BMP, ZIP oder DICOMDIR.',
  samples: 'Beispielaufnahmen',
  samplesCredit: 'FracAtlas (Abedeen et al., Scientific Data 2023), CC BY 4.0',
  samplesNone: 'Diese Installation enthält keine Beispielaufnahmen.',
  samplesAll: 'Alle öffnen',
  openSample: (name) => `Beispielaufnahme ${name} öffnen`,
  tour: 'Neu hier? Ein Rundgang von einer Minute an einer Beispielaufnahme:',
  startTour: 'Rundgang beginnen',
}
