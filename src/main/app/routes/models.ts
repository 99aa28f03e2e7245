import { networkDrawing } from '#main/network/drawing/networkDrawing.ts'
import { summarise } from '#main/network/summary.ts'
import { compareModels, evaluateModel } from '../training/evaluation.ts'
import { fitModel } from '../training/fit.ts'
import { chosenLanguage } from '../settings/language.ts'
import type { Implementer } from './implementer.ts'
import { downloadModel, exportModel, importModel, reportPage } from '../models/modelFiles.ts'
import type { Services } from '../services.ts'

export function modelsRoutes(os: Implementer, services: Services) {
  const { models, log, inbox, uploads } = services
  return {
    list: os.models.list.handler(() => models.list()),
    show: os.models.show.handler(({ input }) => models.show(input.modelId)),
    activate: os.models.activate.handler(async ({ input }) => {
      const summary = await models.activate(input.modelId)
      log.event('model-activated')
      return summary
    }),
    rollback: os.models.rollback.handler(async () => {
      const summary = await models.rollBack()
      log.event('model-activated')
      return summary
    }),
    delete: os.models.delete.handler(async ({ input }) => {
      const active = await models.remove(input.modelId, input.evenIfActive)
      log.event('model-deleted')
      return active
    }),
    summary: os.models.summary.handler(async ({ input }) => {
      const network = summarise(await models.show(input.modelId))
      return { network, drawing: networkDrawing(network, input.language ?? chosenLanguage(services.settings)) }
    }),
    versions: os.models.versions.handler(() => models.versions()),
    download: os.models.download.handler(({ input }) =>
      downloadModel(services, input.modelId, input.format, input.along),
    ),
    reportPage: os.models.reportPage.handler(({ input }) => reportPage(services, input.modelId, input.language)),
    export: os.models.export.handler(({ input }) => exportModel(services, input.modelId, input.file, input.along)),
    import: os.models.import.handler(async ({ input: { file } }) => {
      const path = typeof file === 'string' ? file : uploads.take(file.uploadId)
      try {
        const summary = await importModel(services, path)
        log.event('model-added')
        return summary
      } finally {
        await inbox.drop(path)
      }
    }),
    evaluate: os.models.evaluate.handler(({ input, signal }) => evaluateModel(services, input, signal)),
    fit: os.models.fit.handler(({ input, signal }) => fitModel(services, { ...input, unseen: true }, signal)),
    compare: os.models.compare.handler(({ input, signal }) => compareModels(services, input, signal)),
  }
}
