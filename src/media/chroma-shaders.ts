/** Draws one triangle that covers the picture. The first row of the texture is the top of the video. */
export const VERTEX_SHADER = `
attribute vec2 corner;
varying vec2 uv;
void main() {
  uv = vec2(corner.x + 1.0, 1.0 - corner.y) / 2.0;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/**
 * Computes a pixel without the key colour. The shader treats each pixel C as a mix of the avatar's colour F and the key colour
 * K: C = a·F + (1 - a)·K. The chroma (CbCr) alone gives the share of K, independent of brightness. The shader subtracts
 * that share, which removes green from edges and green light from the avatar in one step, and sets the opacity from the
 * chroma's distance to K. The unit of distance is the distance of K from grey.
 */
export const FRAGMENT_SHADER = `
#ifdef GL_FRAGMENT_PRECISION_HIGH
precision highp float;
#else
precision mediump float;
#endif
varying vec2 uv;
uniform sampler2D frame;
uniform vec2 texel;
uniform vec3 key;
uniform float similarity;
uniform float smoothness;

vec2 chroma(vec3 color) {
  return vec2(
    dot(color, vec3(-0.168736, -0.331264, 0.5)),
    dot(color, vec3(0.5, -0.418688, -0.081312))
  );
}

vec3 sampleAt(float x, float y) {
  return texture2D(frame, uv + texel * vec2(x, y)).rgb;
}

void main() {
  vec3 color = sampleAt(0.0, 0.0);
  vec2 keyChroma = chroma(key);
  float unit = max(length(keyChroma), 0.01);
  vec2 axis = keyChroma / unit;

  // Codecs keep chroma at half resolution. These four bilinear samples blur its steps like a 3 x 3 tent filter.
  vec3 soft = (sampleAt(-0.5, -0.5) + sampleAt(0.5, -0.5) + sampleAt(-0.5, 0.5) + sampleAt(0.5, 0.5)) / 4.0;
  float keyDistance = distance(chroma(soft), keyChroma) / unit;
  float alpha = clamp((keyDistance - similarity) / smoothness, 0.0, 1.0);

  // Only hues within 60 degrees of the key's count as mixed with it. For green, yellow and cyan are the limits and stay.
  vec2 own = chroma(color);
  float along = dot(own, axis);
  float across = abs(dot(own, vec2(-axis.y, axis.x)));
  float mixed = clamp((along - across / 1.7320508) / unit, 0.0, 0.99);
  vec3 clean = clamp((color - mixed * key) / (1.0 - mixed), 0.0, 1.0);

  gl_FragColor = vec4(clean * alpha, alpha);
}`;
