import type { ConvOptions, PoolOptions } from '#main/network/ops.ts'
import type { NodeJSKernelBackend, Tensor, Tf } from './loadTensorflow.ts'

/**
 * TensorFlow's own kernels that tfjs has no or a slower way to: called by name on the backend, outside any record of
 * gradients.
 */
export class Kernels {
  readonly #tf: Tf
  readonly #backend: NodeJSKernelBackend

  constructor(tf: Tf, backend: NodeJSKernelBackend) {
    this.#tf = tf
    this.#backend = backend
  }

  conv(x: Tensor, kernel: Tensor, options: ConvOptions): Tensor {
    return this.#run('Conv2D', [x, kernel], this.#convAttributes(options))
  }

  convInputGradient(inputShape: readonly number[], kernel: Tensor, gradient: Tensor, options: ConvOptions): Tensor {
    return this.#run('Conv2DBackpropInput', [this.#sizes(inputShape), kernel, gradient], this.#convAttributes(options))
  }

  convKernelGradient(x: Tensor, kernelShape: readonly number[], gradient: Tensor, options: ConvOptions): Tensor {
    return this.#run('Conv2DBackpropFilter', [x, this.#sizes(kernelShape), gradient], this.#convAttributes(options))
  }

  addBias(x: Tensor, bias: Tensor): Tensor {
    return this.#run('BiasAdd', [x, bias], [this.#text('data_format', 'NHWC')])
  }

  biasGradient(gradient: Tensor): Tensor {
    return this.#run('BiasAddGrad', [gradient], [this.#text('data_format', 'NHWC')])
  }

  maxPool(x: Tensor, options: PoolOptions): Tensor {
    return this.#run('MaxPool', [x], this.#poolAttributes(options))
  }

  maxPoolGradient(x: Tensor, output: Tensor, gradient: Tensor, options: PoolOptions): Tensor {
    return this.#run('MaxPoolGrad', [x, output, gradient], this.#poolAttributes(options))
  }

  /** The gradient where the ReLU's output was above zero, else 0. */
  reluGradient(gradient: Tensor, output: Tensor): Tensor {
    return this.#run('ReluGrad', [gradient, output], [])
  }

  #run(name: string, inputs: Tensor[], attributes: Attribute[]): Tensor {
    const type: Attribute = {
      name: 'T',
      type: this.#backend.binding.TF_ATTR_TYPE,
      value: this.#backend.binding.TF_FLOAT,
    }
    return this.#backend.executeSingleOutput(name, [type, ...attributes], inputs)
  }

  #convAttributes({ stride, padding }: ConvOptions): Attribute[] {
    const { TF_ATTR_INT, TF_ATTR_BOOL } = this.#backend.binding
    return [
      { name: 'dilations', type: TF_ATTR_INT, value: [1, 1, 1, 1] },
      { name: 'use_cudnn_on_gpu', type: TF_ATTR_BOOL, value: true },
      ...this.#windowAttributes(stride, padding),
    ]
  }

  #poolAttributes({ kernel, stride, padding }: PoolOptions): Attribute[] {
    return [
      { name: 'ksize', type: this.#backend.binding.TF_ATTR_INT, value: [1, kernel, kernel, 1] },
      ...this.#windowAttributes(stride, padding),
    ]
  }

  /** Padding is told, since what TensorFlow pads by itself lies at the end first. */
  #windowAttributes(stride: number, padding: number): Attribute[] {
    const { TF_ATTR_INT } = this.#backend.binding
    const sides = {
      name: 'explicit_paddings',
      type: TF_ATTR_INT,
      value: [0, 0, padding, padding, padding, padding, 0, 0],
    }
    return [
      { name: 'strides', type: TF_ATTR_INT, value: [1, stride, stride, 1] },
      this.#text('data_format', 'NHWC'),
      ...(padding > 0 ? [this.#text('padding', 'EXPLICIT'), sides] : [this.#text('padding', 'VALID')]),
    ]
  }

  #text(name: string, value: string): Attribute {
    return { name, type: this.#backend.binding.TF_ATTR_STRING, value }
  }

  #sizes(shape: readonly number[]): Tensor {
    return this.#tf.tensor1d([...shape], 'int32')
  }
}

type Attribute = { name: string; type: number; value: string | boolean | number | number[] }
