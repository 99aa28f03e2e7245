import { setFlagsFromString } from 'node:v8'

/**
 * From here on the part of the heap in which young objects lie grows no more. A scan's objects die young, however many
 * there are; V8 takes their number for a reason to double their room, up to 100 MB.
 */
export function keepHeapSteady(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
