/** A Python package as one file, of which the index must hand out exactly these bytes. */
export type Wheel = { package: string; version: string; sha256: string; bytes: number }

export const tensorflowVersion = '2.18.1'

/** All wheels here are for this Python, which need not be the machine's: nothing of them is run by Python. */
export const pythonVersion = '3.11'

/**
 * One wheel a processor architecture of Linux, by Node's names; the smallest that holds TensorFlow's C library and its
 * headers.
 */
const processorWheels: Record<string, Wheel> = {
  x64: {
    package: 'tensorflow-cpu',
    version: tensorflowVersion,
    sha256: '810c75d7149d2da0cb2092187817b0dcabb80728ca9f9cf3a61f3f42fadd1298',
    bytes: 230_236_181,
  },
  arm64: {
    package: 'tensorflow',
    version: tensorflowVersion,
    sha256: '8a6485edd2148f70d011dbd1d8dc2c775e91774a5a159466e83d0d1f21580944',
    bytes: 231_937_898,
  },
}

const cuda = (name: string, version: string, bytes: number, sha256: string): Wheel => ({
  package: `nvidia-${name}-cu12`,
  version,
  sha256,
  bytes,
})

/**
 * TensorFlow with CUDA, and the libraries that its extra `and-cuda` names; without nvcc, whose compiler nothing here
 * calls.
 */
const cudaWheels: readonly Wheel[] = [
  {
    package: 'tensorflow',
    version: tensorflowVersion,
    sha256: 'c9f87e5d2a680a4595f5dc30daf6bbaec9d4129b46d7ef1b2af63c46ac7d2828',
    bytes: 615_510_377,
  },
  cuda('cublas', '12.5.3.2', 363_313_169, 'ca070ad70e9fa6654084575d01bd001f30cc4665e33d4bb9fc8e0f321caa034b'),
  cuda('cuda-cupti', '12.5.82', 13_811_507, 'bde77a5feb66752ec61db2adfe47f56b941842825b4c7e2068aff27c9d107953'),
  cuda('cuda-nvrtc', '12.5.82', 24_873_108, '3dbd97b0104b4bfbc3c4f8c79cd2496307c89c43c29a9f83125f1d76296ff3fd'),
  cuda('cuda-runtime', '12.5.82', 895_707, '3e79a060e126df40fd3a068f3f787eb000fa51b251ec6cd97d09579632687115'),
  cuda('cudnn', '9.3.0.75', 577_163_502, '9ad9c6929ebb5295eb4a1728024666d1c88283373e265a0c5c883e6f9d5cd76d'),
  cuda('cufft', '11.2.3.61', 192_524_114, '9a6e8df162585750f61983a638104a48c756aa13f9f48e19ab079b38e3c828b8'),
  cuda('curand', '10.3.6.82', 56_309_107, '2823fb27de4e44dbb22394a6adf53aa6e1b013aca0f8c22867d1cfae58405536'),
  cuda('cusolver', '11.6.3.83', 130_341_232, '93cfafacde4428b71778eeb092ec615a02a3d05404da1bcf91c53e3fa1bce42b'),
  cuda('cusparse', '12.5.1.3', 217_558_979, '016df8e993c437e8301e62739f01775cba988fd5253cd4c64173f8e8d2f8e752'),
  cuda('nccl', '2.21.5', 188_654_414, '8579076d30a8c24988834445f8d633c697d42397e92ffc3f63fa26766d25e0a0'),
  cuda('nvjitlink', '12.5.82', 21_298_879, 'f9b37bc5c8cf7509665cb6ada5aaa0ce65618f2332b7d3e78e9790511f111212'),
]

export type Machine = { platform: NodeJS.Platform; arch: string }

/** What to download for this machine; undefined where nothing fits. */
export function wheelsFor({ platform, arch }: Machine, gpu: boolean): readonly Wheel[] | undefined {
  if (platform !== 'linux') return undefined
  if (gpu) return arch === 'x64' ? cudaWheels : undefined
  return processorWheels[arch] && [processorWheels[arch]]
}
