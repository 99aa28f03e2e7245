export * from 'onnxruntime-node'

/**
 * Since 1.29 onnxruntime's packages for Linux and macOS keep a device id and send events about sessions and models to
 * their maker unless this is set when the first session is made (onnxruntime pull request 27379). Nothing leaves this
 * machine, so nobody else may load the package.
 */
process.env.ORT_DISABLE_TELEMETRY = '1'
