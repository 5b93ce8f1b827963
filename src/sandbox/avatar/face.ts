/** The parts of the picture that change from frame to frame. */
export interface Expression {
  /** Time in seconds: breath, sway and blinking depend on it. */
  seconds: number;
  /** How far the mouth is open: 0 is closed, 1 is wide open. */
  mouth: number;
  /** Colour of the wall, such as that of a green screen. Default: a soft gradient. */
  wall?: string | null;
}

/** Height of the drawing in its own units. The drawing is scaled to the canvas's height and centred. */
const HEIGHT = 720;
const SKIN = '#e8b796';
const SHADE = '#d69f7d';
const HAIR = '#33251f';
const LIPS = '#b3564f';

/** Draws the sandbox's avatar: head and shoulders in front of a wall. */
export function drawFace(context: CanvasRenderingContext2D, {seconds, mouth, wall}: Expression): void {
  const {width, height} = context.canvas;
  context.save();
  if (wall) drawColoredWall(context, wall);
  else drawSoftWall(context, width, height);
  const scale = height / HEIGHT;
  const sway = Math.sin(seconds * 0.7) * 5;
  const breath = Math.sin(seconds * 1.6) * 3;
  context.translate(width / 2, 0);
  context.scale(scale, scale);
  drawShoulders(context, breath);
  context.translate(sway, breath * 0.6);
  context.rotate(Math.sin(seconds * 0.55) * 0.018);
  drawHead(context);
  drawEyes(context, isBlinking(seconds) ? 0.08 : 1, Math.sin(seconds * 0.4) * 2.5, mouth);
  drawMouth(context, mouth);
  context.restore();
}

function drawColoredWall(context: CanvasRenderingContext2D, color: string): void {
  const {width, height} = context.canvas;
  context.fillStyle = '#00ff00';
  context.fillStyle = color; // an invalid colour leaves the green of the line above
  context.fillRect(0, 0, width, height);
}

/** The soft wall of each size, drawn once: gradients are what costs most in a frame. */
const softWalls = new Map<string, HTMLCanvasElement>();

function drawSoftWall(context: CanvasRenderingContext2D, width: number, height: number): void {
  const size = `${width}x${height}`;
  const wall = softWalls.get(size) ?? paintSoftWall(width, height);
  softWalls.set(size, wall);
  context.drawImage(wall, 0, 0);
}

function paintSoftWall(width: number, height: number): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  const wall = context.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, '#dfe6f5');
  wall.addColorStop(1, '#a9b7dd');
  context.fillStyle = wall;
  context.fillRect(0, 0, width, height);
  const [x, y] = [width * 0.36, height * 0.28];
  const light = context.createRadialGradient(x, y, 0, x, y, height);
  light.addColorStop(0, 'rgb(255 250 240 / 75%)');
  light.addColorStop(1, 'rgb(255 250 240 / 0%)');
  context.fillStyle = light;
  context.fillRect(0, 0, width, height);
  return canvas;
}

function drawShoulders(context: CanvasRenderingContext2D, breath: number): void {
  // Hair behind the neck.
  context.fillStyle = HAIR;
  ellipse(context, 0, 318, 168, 196);
  context.beginPath();
  context.roundRect(-166, 300, 332, 190, [40, 40, 80, 80]);
  context.fill();
  // Neck.
  context.fillStyle = SHADE;
  context.beginPath();
  context.roundRect(-58, 430, 116, 150, 40);
  context.fill();
  // Jacket and collar of the shirt.
  const jacket = context.createLinearGradient(0, 540, 0, HEIGHT);
  jacket.addColorStop(0, '#3f4f9e');
  jacket.addColorStop(1, '#2b3676');
  context.fillStyle = jacket;
  context.beginPath();
  context.moveTo(-330, HEIGHT + 20);
  context.bezierCurveTo(-318, 610 - breath, -200, 566 - breath, -72, 540 - breath);
  context.quadraticCurveTo(0, 600, 72, 540 - breath);
  context.bezierCurveTo(200, 566 - breath, 318, 610 - breath, 330, HEIGHT + 20);
  context.fill();
  context.fillStyle = '#f7f8fd';
  context.beginPath();
  context.moveTo(-72, 538 - breath);
  context.lineTo(0, 668);
  context.lineTo(72, 538 - breath);
  context.quadraticCurveTo(0, 610, -72, 538 - breath);
  context.fill();
}

function drawHead(context: CanvasRenderingContext2D): void {
  context.fillStyle = SHADE;
  ellipse(context, -139, 336, 22, 36);
  ellipse(context, 139, 336, 22, 36);
  const face = context.createRadialGradient(-40, 270, 40, 0, 330, 220);
  face.addColorStop(0, '#f6cfb2');
  face.addColorStop(1, SKIN);
  context.fillStyle = face;
  context.beginPath();
  context.moveTo(-138, 300);
  context.bezierCurveTo(-142, 150, 142, 150, 138, 300);
  context.bezierCurveTo(138, 420, 70, 500, 0, 500);
  context.bezierCurveTo(-70, 500, -138, 420, -138, 300);
  context.fill();
  context.fillStyle = 'rgb(226 120 104 / 22%)';
  ellipse(context, -84, 384, 34, 22);
  ellipse(context, 84, 384, 34, 22);
  // Fringe, parted to one side.
  context.fillStyle = HAIR;
  context.beginPath();
  context.moveTo(-150, 330);
  context.bezierCurveTo(-176, 110, 176, 110, 150, 330);
  context.bezierCurveTo(146, 262, 118, 226, 66, 208);
  context.bezierCurveTo(10, 250, -90, 244, -126, 262);
  context.bezierCurveTo(-142, 280, -146, 300, -150, 330);
  context.fill();
  // Nose.
  context.strokeStyle = '#c98d6b';
  context.lineWidth = 5;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(4, 340);
  context.quadraticCurveTo(18, 378, 0, 386);
  context.stroke();
}

function drawEyes(context: CanvasRenderingContext2D, open: number, look: number, mouth: number): void {
  for (const side of [-1, 1]) {
    const x = side * 58;
    context.fillStyle = '#fff';
    ellipse(context, x, 318, 25, 17 * open);
    if (open > 0.5) {
      context.fillStyle = '#4a6b8c';
      ellipse(context, x + look, 318, 12, 12);
      context.fillStyle = '#14202c';
      ellipse(context, x + look, 318, 6, 6);
      context.fillStyle = '#fff';
      ellipse(context, x + look + 4, 313, 3, 3);
    }
    context.strokeStyle = HAIR;
    context.lineCap = 'round';
    context.lineWidth = 5;
    context.beginPath();
    context.ellipse(x, 320, 27, 19 * open, 0, Math.PI * 1.08, Math.PI * 1.92);
    context.stroke();
    context.lineWidth = 8;
    context.beginPath();
    context.moveTo(x - side * 26, 280 - mouth * 5);
    context.quadraticCurveTo(x + side * 2, 266 - mouth * 8, x + side * 30, 282 - mouth * 3);
    context.stroke();
  }
}

function drawMouth(context: CanvasRenderingContext2D, open: number): void {
  const half = 40 - open * 8;
  const drop = 4 + open * 34;
  context.fillStyle = '#6d2430';
  context.beginPath();
  context.moveTo(-half, 430);
  context.quadraticCurveTo(0, 430 - open * 6, half, 430);
  context.quadraticCurveTo(half * 0.6, 440 + drop, 0, 440 + drop);
  context.quadraticCurveTo(-half * 0.6, 440 + drop, -half, 430);
  context.fill();
  if (open > 0.18) {
    context.fillStyle = '#fff';
    context.beginPath();
    context.roundRect(-half * 0.7, 429 - open * 2, half * 1.4, 9, 4);
    context.fill();
  }
  context.strokeStyle = LIPS;
  context.lineWidth = 7;
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(-half, 430);
  context.quadraticCurveTo(0, 430 + 6 - open * 12, half, 430);
  context.quadraticCurveTo(half * 0.6, 440 + drop, 0, 440 + drop);
  context.quadraticCurveTo(-half * 0.6, 440 + drop, -half, 430);
  context.closePath();
  context.stroke();
}

/** The avatar blinks every few seconds, sometimes twice. */
function isBlinking(seconds: number): boolean {
  const phase = seconds % 4.3;
  return phase < 0.13 || (Math.floor(seconds / 4.3) % 3 === 0 && phase > 0.3 && phase < 0.42);
}

function ellipse(context: CanvasRenderingContext2D, x: number, y: number, rx: number, ry: number): void {
  context.beginPath();
  context.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
  context.fill();
}
