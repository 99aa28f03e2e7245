/** For `expect.poll`: as long as a busy machine may need. */
export const slowly = { timeout: 20_000, interval: 10 }
