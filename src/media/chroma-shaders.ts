/** One triangle that covers the picture; the texture's first row is the top of the video. */
export const VERTEX_SHADER = `
attribute vec2 corner;
varying vec2 place;
void main() {
  place = vec2(corner.x + 1.0, 1.0 - corner.y) / 2.0;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

/**
 * Takes the key colour for mixed into every pixel: C = a·F + (1 - a)·K. How much of K there is shows in the chroma (CbCr)
 * alone, whatever the light. It is taken out of the colour, which mends edges and spill at once, and what is left stands
 * with the opacity that the distance to K asks for. Distances are in units of the key's own distance from grey.
 */
export const FRAGMENT_SHADER = `
#ifdef GL_FRAGMENT_PRECISION_HIGH
precision highp float;
#else
precision mediump float;
#endif
varying vec2 place;
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

vec3 at(float x, float y) {
  return texture2D(frame, place + texel * vec2(x, y)).rgb;
}

void main() {
  vec3 color = at(0.0, 0.0);
  vec2 keyChroma = chroma(key);
  float unit = max(length(keyChroma), 0.01);
  vec2 axis = keyChroma / unit;

  // Four bilinear taps are a 3 x 3 tent: codecs keep chroma at half the resolution, and its steps would be seen.
  vec3 soft = (at(-0.5, -0.5) + at(0.5, -0.5) + at(-0.5, 0.5) + at(0.5, 0.5)) / 4.0;
  float away = distance(chroma(soft), keyChroma) / unit;
  float alpha = clamp((away - similarity) / smoothness, 0.0, 1.0);

  // Within 60 degrees of the key's hue: for green that is as far as yellow and cyan, which are nobody's spill.
  vec2 own = chroma(color);
  float along = dot(own, axis);
  float across = abs(dot(own, vec2(-axis.y, axis.x)));
  float mixed = clamp((along - across / 1.7320508) / unit, 0.0, 0.99);
  vec3 clean = clamp((color - mixed * key) / (1.0 - mixed), 0.0, 1.0);

  gl_FragColor = vec4(clean * alpha, alpha);
}`;
