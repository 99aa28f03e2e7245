/** Bytes of a presentation data value's head: length, context, control header; PS3.8 9.3.5.1 and E.2. */
const headBytes = 6
const isCommandBit = 1
const isLastBit = 2

/** A command set has some hundred bytes, and what is searched for or found is hardly longer (PS3.7 E, PS3.4 C). */
const longestMessage = 2 ** 20

const commandField = 0x0100
const dataSetType = 0x0800
const storeRequest = 0x0001
const noDataSet = 0x0101

type MessageGuard = {
  /** A protocol data unit begins, and with it a presentation data value. */
  startPdu(): void
  /** Takes the next bytes of a unit's body; false for a message that is too long or none. */
  take(bytes: Uint8Array): boolean
}

/**
 * Follows messages (PS3.7 6.3.1), which the library collects in memory, however long they become: only the object of a
 * C-STORE goes to the disk, where this side takes objects, and may be long.
 */
export function messageGuard(takesObjects: boolean): MessageGuard {
  const head = Buffer.alloc(headBytes)
  let have = 0
  let left = 0
  let command: Uint8Array[] = []
  let length = 0
  let isObject = false
  const endOfValue = (): void => {
    if (left > 0 || !(head[5]! & isLastBit)) return
    isObject = takesObjects && (head[5]! & isCommandBit) !== 0 && announcesObject(Buffer.concat(command))
    command = []
    length = 0
  }
  return {
    startPdu: () => {
      have = 0
      left = 0
    },
    take: (bytes) => {
      for (let at = 0; at < bytes.length;) {
        if (left === 0) {
          head[have++] = bytes[at++]!
          if (have < headBytes) continue
          have = 0
          left = head.readUInt32BE(0) - 2
          if (left < 0) return false
          endOfValue()
          continue
        }
        const passed = bytes.subarray(at, at + left)
        const isCommand = (head[5]! & isCommandBit) !== 0
        if (isCommand || !isObject) {
          length += passed.length
          if (length > longestMessage) return false
          // The chunk that it is a part of may be large.
          if (isCommand) command.push(passed.slice())
        }
        left -= passed.length
        at += passed.length
        endOfValue()
      }
      return true
    },
  }
}

/** Whether a command set (implicit little endian, PS3.7 6.3.1) is that of a C-STORE whose object follows. */
function announcesObject(set: Buffer): boolean {
  const values = new Map<number, number>()
  for (let at = 0; at + 8 <= set.length; at += 8 + set.readUInt32LE(at + 4)) {
    if (at + 10 <= set.length) values.set(set.readUInt16LE(at + 2), set.readUInt16LE(at + 8))
  }
  return values.get(commandField) === storeRequest && values.get(dataSetType) !== noDataSet
}
