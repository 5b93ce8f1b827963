import type {KeyValues} from './chroma-options.js';
import {FRAGMENT_SHADER, VERTEX_SHADER} from './chroma-shaders.js';

/** The drawing is alpha-blended onto the page as it is: nothing else of a context is wanted. */
const CONTEXT: WebGLContextAttributes = {
  alpha: true,
  premultipliedAlpha: true,
  antialias: false,
  depth: false,
  stencil: false,
  powerPreference: 'low-power',
};

/** Draws frames of a video without their key colour: the WebGL side of `ChromaKey`, for the life of one context. */
export class ChromaRenderer {
  readonly #gl: WebGLRenderingContext;
  readonly #program: WebGLProgram;

  private constructor(gl: WebGLRenderingContext, program: WebGLProgram) {
    this.#gl = gl;
    this.#program = program;
  }

  /** A renderer on the canvas, or `null` where there is no WebGL or its context is lost. */
  static create(canvas: HTMLCanvasElement): ChromaRenderer | null {
    const gl = canvas.getContext('webgl', CONTEXT);
    if (!gl || gl.isContextLost()) return null;
    const program = link(gl);
    if (!program) return null;
    gl.useProgram(program);
    coverAll(gl, program);
    frameTexture(gl);
    return new ChromaRenderer(gl, program);
  }

  set values({key, similarity, smoothness}: KeyValues) {
    const gl = this.#gl;
    gl.uniform3fv(this.#at('key'), key);
    gl.uniform1f(this.#at('similarity'), similarity);
    gl.uniform1f(this.#at('smoothness'), smoothness);
  }

  /** To be called when the video or the canvas has another size. */
  resize(video: HTMLVideoElement): void {
    const gl = this.#gl;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.uniform2f(this.#at('texel'), 1 / video.videoWidth, 1 / video.videoHeight);
  }

  draw(video: HTMLVideoElement): void {
    const gl = this.#gl;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, video);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** Gives the graphics memory back at once: browsers have few contexts to give. */
  release(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #at(name: string): WebGLUniformLocation | null {
    return this.#gl.getUniformLocation(this.#program, name);
  }
}

function link(gl: WebGLRenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX_SHADER],
    [gl.FRAGMENT_SHADER, FRAGMENT_SHADER],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return null; // the context was lost just now
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) === true ? program : null;
}

/** One triangle twice as large as the picture has no seam across it, as two would. */
function coverAll(gl: WebGLRenderingContext, program: WebGLProgram): void {
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  const corner = gl.getAttribLocation(program, 'corner');
  gl.enableVertexAttribArray(corner);
  gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
}

/** Video sizes are no powers of two: such a texture neither repeats nor has mipmaps. */
function frameTexture(gl: WebGLRenderingContext): void {
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
}
