import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { nodeOptionsSchema, nodeViewSchema } from '../node.ts'
import { openedSchema } from '../opened.ts'
import {
  connectionListSchema,
  fetchEventSchema,
  foundStudySchema,
  newConnectionSchema,
  sendEventSchema,
  shownConnectionSchema,
  studyQuerySchema,
} from '../pacs.ts'
import { procedure } from './procedure.ts'

const named = z.object({ name: z.string().min(1) })

/** Other systems: those that the program asks and sends to, and those that send to it. */
export const connectionsContract = {
  /** PACS connections that somebody added, and what is asked of them and sent to them. */
  pacs: {
    list: procedure.output(connectionListSchema),
    add: procedure.input(newConnectionSchema).output(shownConnectionSchema),
    remove: procedure.input(named).output(connectionListSchema),
    /** Whether it answers: C-ECHO or QIDO-RS. */
    test: procedure.input(named),
    /** The first studies that fit; `cut` where there are more. */
    query: procedure
      .input(named.extend({ query: studyQuerySchema }))
      .output(z.object({ studies: z.array(foundStudySchema), cut: z.boolean() })),
    /** A study into the worklist. Its files go when the program ends, or its films are closed. */
    fetch: procedure.input(named.extend({ studyUid: z.string().min(1) })).output(eventIterator(fetchEventSchema)),
    /** Reads these open films with the active model and sends the results, in the kinds that the settings say. */
    send: procedure.input(named.extend({ filmIds: z.array(z.string()).min(1) })).output(eventIterator(sendEventSchema)),
  },
  /** The node within the program: takes films in that others send, and sends their results on. */
  node: {
    show: procedure.output(nodeViewSchema),
    /** Switches it on or off, and keeps the choice. Where it cannot run, the view says why. */
    change: procedure.input(nodeOptionsSchema).output(nodeViewSchema),
    /** Received films into the worklist, newest first, as far as they lie here and are not open. */
    open: procedure.output(eventIterator(openedSchema)),
    /** Deletes received films that are done with; those that are open stay. */
    forget: procedure.output(nodeViewSchema),
  },
}
