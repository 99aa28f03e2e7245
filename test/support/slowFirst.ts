import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest, the longest first. Begun last, one of them would keep a single core at work at the end. */
const slow = [
  'main/training/run/trainPlaces',
  'main/fleet/chaos',
  'main/training/run/numbers',
  'main/hosts/cli/scan',
  'main/training/run/train',
  'main/fleet/commands',
  'main/hosts/cli/models',
  'main/hosts/cli/trainEngines',
  'main/hosts/cli/cli',
  'main/fleet/patientData',
  'main/training/everyFileStep',
  'main/hosts/cli/trainResume',
  'main/pacs/orthanc',
  'main/training/loop/loop',
]
const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = slow.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`))
  return place < 0 ? slow.length : place
}

/** Begins with the slow files; the others follow as Vitest orders them, by their size where it has not seen them run. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other))
  }
}
