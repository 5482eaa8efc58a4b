/** Draws links: solid, dashed (suggestion), dotted (alleged) or crossed (denied), with arrow heads, in screen pixels. */

import { EdgeProgram, type ProgramInfo } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

import { STROKES, type Stroke } from "./palette.ts";

/** Pixels by which a suggestion is bent, so that it does not lie on the path that it rests on. */
export const BOW = 34;

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_from;
attribute vec2 a_to;
attribute vec2 a_radii;
attribute vec3 a_style;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform vec2 u_view;
uniform float u_sizeRatio;
varying vec4 v_color;
varying vec2 v_place;
varying vec2 v_ends;
varying vec3 v_style;
varying vec2 v_bow;
const float REACH = 9.0;
const float BOW = ${BOW}.0;
void main() {
  vec2 from = (u_matrix * vec3(a_from, 1.0)).xy * u_view * 0.5;
  vec2 to = (u_matrix * vec3(a_to, 1.0)).xy * u_view * 0.5;
  float len = max(length(to - from), 0.001);
  vec2 along = (to - from) / len;
  vec2 across = vec2(-along.y, along.x);
  float bow = a_style.y > 0.5 && a_style.y < 1.5 ? min(BOW, 0.3 * len) : 0.0;
  float reach = REACH + bow;
  vec2 place = from + along * len * a_corner.x + across * reach * a_corner.y;
  gl_Position = vec4(place / (u_view * 0.5), 0.0, 1.0);
  v_place = vec2(len * a_corner.x, reach * a_corner.y);
  v_bow = vec2(bow, len);
  v_ends = vec2(a_radii.x / u_sizeRatio, len - a_radii.y / u_sizeRatio);
  v_style = a_style;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec2 v_place;
varying vec2 v_ends;
varying vec3 v_style;
varying vec2 v_bow;
const float HEAD = 10.0;

float edge(float distance_) { return 1.0 - smoothstep(-0.6, 0.6, distance_); }
float head(float back, float side) { return back < 0.0 || back > HEAD ? 0.0 : edge(side - back * 0.42); }
float dashes(float x, float side, float half_, float pattern) {
  if (pattern < 0.5 || pattern > 2.5) return 1.0;
  if (pattern < 1.5) return edge(abs(mod(x, 13.0) - 6.5) - 4.2);
  return edge(length(vec2(mod(x, 6.5) - 3.25, side)) - max(half_, 1.3));
}
void main() {
  float x = v_place.x;
  float part = x / v_bow.y;
  float side = abs(v_place.y - v_bow.x * 4.0 * part * (1.0 - part));
  if (x < v_ends.x || x > v_ends.y || side > 9.0) discard;
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float half_ = v_style.x * 0.5;
  float pattern = v_style.y;
  float toTarget = mod(v_style.z, 2.0);
  float toSource = floor(v_style.z / 2.0);
  float start = v_ends.x + toSource * (HEAD - 2.0);
  float stop = v_ends.y - toTarget * (HEAD - 2.0);
  float ink = x < start || x > stop ? 0.0 : edge(side - half_) * dashes(x, side, half_, pattern);
  if (pattern > 1.5 && pattern < 2.5 && x >= start && x <= stop) ink = dashes(x, side, half_, pattern);
  if (pattern > 2.5) {
    float off = abs(x - (v_ends.x + v_ends.y) * 0.5);
    if (off < 6.0 && side < 6.0) ink = max(ink, edge(abs(off - side) * 0.7071 - 1.1));
  }
  if (toTarget > 0.5) ink = max(ink, head(v_ends.y - x, side));
  if (toSource > 0.5) ink = max(ink, head(x - v_ends.x, side));
  float alpha = v_color.a * ink;
  gl_FragColor = vec4(v_color.rgb * alpha, alpha);
  #endif
}`;

const CORNERS = [[0, -1], [1, -1], [1, 1], [0, -1], [1, 1], [0, 1]];
const UNIFORMS = ["u_matrix", "u_view", "u_sizeRatio"] as const;

export interface StrokeData { stroke?: Stroke; toTarget?: boolean; toSource?: boolean }

/** The WebGL program for all links; the whole broad band can be clicked. */
export class StrokeProgram extends EdgeProgram<(typeof UNIFORMS)[number]> {
  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_from", size: 2, type: FLOAT },
        { name: "a_to", size: 2, type: FLOAT },
        { name: "a_radii", size: 2, type: FLOAT },
        { name: "a_style", size: 3, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: CORNERS,
    };
  }

  override processVisibleItem(
    edgeIndex: number, start: number, from: NodeDisplayData, to: NodeDisplayData, data: EdgeDisplayData & StrokeData,
  ): void {
    const arrows = (data.toTarget ? 1 : 0) + (data.toSource ? 2 : 0);
    const style = [data.size, STROKES[data.stroke ?? "solid"], arrows];
    this.array.set([from.x, from.y, to.x, to.y, from.size + 2, to.size + 2, ...style, floatColor(data.color), edgeIndex], start);
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniformMatrix3fv(uniformLocations["u_matrix"] ?? null, false, params.matrix);
    gl.uniform2f(uniformLocations["u_view"] ?? null, params.width, params.height);
    gl.uniform1f(uniformLocations["u_sizeRatio"] ?? null, params.sizeRatio);
  }
}
