import type {KeyValues} from './chroma-options.js';
import {FRAGMENT_SHADER, VERTEX_SHADER} from './chroma-shaders.js';

/** The page blends the transparent drawing itself, so the context needs an alpha channel and no other buffer. */
const CONTEXT: WebGLContextAttributes = {
  alpha: true,
  premultipliedAlpha: true,
  antialias: false,
  depth: false,
  stencil: false,
  powerPreference: 'low-power',
};

/** The WebGL part of `ChromaKey`: draws video frames without the key colour. It lives as long as one WebGL context. */
export class ChromaRenderer {
  readonly #gl: WebGLRenderingContext;
  readonly #program: WebGLProgram;

  private constructor(gl: WebGLRenderingContext, program: WebGLProgram) {
    this.#gl = gl;
    this.#program = program;
  }

  /** Creates a renderer on a canvas. Returns `null` without WebGL and while the canvas's context is lost. */
  static create(canvas: HTMLCanvasElement): ChromaRenderer | null {
    const gl = canvas.getContext('webgl', CONTEXT);
    if (!gl || gl.isContextLost()) return null;
    const program = link(gl);
    if (!program) return null;
    gl.useProgram(program);
    bindTriangle(gl, program);
    bindTexture(gl);
    return new ChromaRenderer(gl, program);
  }

  set values({key, similarity, smoothness}: KeyValues) {
    const gl = this.#gl;
    gl.uniform3fv(this.#uniform('key'), key);
    gl.uniform1f(this.#uniform('similarity'), similarity);
    gl.uniform1f(this.#uniform('smoothness'), smoothness);
  }

  /** Call this after the size of the video or the canvas has changed. */
  resize(video: HTMLVideoElement): void {
    const gl = this.#gl;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.uniform2f(this.#uniform('texel'), 1 / video.videoWidth, 1 / video.videoHeight);
  }

  draw(video: HTMLVideoElement): void {
    const gl = this.#gl;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, video);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** Frees the context at once, because a browser allows only a few per page. */
  release(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #uniform(name: string): WebGLUniformLocation | null {
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
    if (!shader) return null; // the context has been lost meanwhile
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) === true ? program : null;
}

/** Uploads one triangle that covers the whole canvas. Two triangles would have a seam across the picture. */
function bindTriangle(gl: WebGLRenderingContext, program: WebGLProgram): void {
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  const corner = gl.getAttribLocation(program, 'corner');
  gl.enableVertexAttribArray(corner);
  gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
}

/** Creates the texture for video frames. Their sizes are not powers of two, so WebGL 1 allows no repetition and no mipmaps. */
function bindTexture(gl: WebGLRenderingContext): void {
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
}
