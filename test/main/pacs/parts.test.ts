import { describe, expect, it } from 'vitest'
import { eachPart } from '#main/pacs/web/parts.ts'

const type = 'multipart/related; type="application/dicom"; boundary="b"'
const body = '--b\r\nContent-Type: application/dicom\r\n\r\none\r\n--b\r\nX: y\r\n\r\ntwo--b\r\n--b--\r\n'

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** What each part holds; parts of which no end was told are left out. */
async function parts(type: string, body: AsyncIterable<Uint8Array>): Promise<string[]> {
  const whole: string[] = []
  let coming = ''
  await eachPart(type, body, {
    begin: async () => void (coming = ''),
    write: async (bytes) => void (coming += Buffer.from(bytes).toString('latin1')),
    end: async () => void whole.push(coming),
  })
  return whole
}

describe('parts of an answer', () => {
  it('are those between the lines that part them, in whatever pieces they come', async () => {
    for (const text of [body, `before\r\n${body}after`])
      for (let size = 1; size <= text.length; size++)
        expect(await parts(type, inChunks(Buffer.from(text), size)), String(size)).toEqual(['one', 'two--b'])
    expect(await parts('multipart/related; boundary=b', inChunks(Buffer.from('--b\r\n\r\nx\r\n--b--'), 5))).toEqual([
      'x',
    ])
  })

  it.each([
    ['text/html', '--b\r\n\r\nx\r\n--b--'],
    ['multipart/related', '--b\r\n\r\nx\r\n--b--'],
    ['multipart/related; boundary=b', ''],
    ['multipart/related; boundary=b', 'nothing'],
    ['multipart/related; boundary=b', '--b\r\n\r\ncut'],
    ['multipart/related; boundary=b', '--b\r\n\r\ncut\r\n--b'],
    ['multipart/related; boundary=b', `--b\r\nX: ${'y'.repeat(70_000)}\r\n\r\nx\r\n--b--`],
  ])('are refused where they are none: %s %.30j', async (type, text) => {
    for (const size of [1, 1000])
      await expect(parts(type, inChunks(Buffer.from(text), size))).rejects.toThrow(/not valid DICOM/)
  })

  it('are handed on as they come: nothing but a chunk is held, however long they are', async () => {
    const chunk = new Uint8Array(2 ** 16).fill(13)
    const [chunks, count] = [1_000, 2]
    let [given, taken, most] = [0, 0, 0]
    async function* long(): AsyncGenerator<Uint8Array> {
      for (let part = 0; part < count; part++) {
        yield Buffer.from('\r\n--b\r\nContent-Type: application/dicom\r\n\r\n')
        for (let i = 0; i < chunks; i++) {
          yield chunk
          given += chunk.length
          // Whoever asks for more has dealt with what came.
          most = Math.max(most, given - taken)
        }
      }
      yield Buffer.from('\r\n--b--')
    }
    const nothing = async (): Promise<void> => undefined
    await eachPart(type, long(), { begin: nothing, end: nothing, write: async ({ length }) => void (taken += length) })
    expect(taken).toBe(count * chunks * chunk.length)
    expect(most).toBeLessThan(100)
  })
})
