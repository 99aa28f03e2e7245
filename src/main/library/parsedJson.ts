/** Undefined for what is no JSON: a row may be damaged like any file. */
export function parsedJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
