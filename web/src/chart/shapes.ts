/** Draws nodes: one shape for each type, as signed distances in a square around its centre. */

import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

import { lookOf, SHAPES } from "./palette.ts";

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform vec2 u_view;
uniform float u_sizeRatio;
varying vec4 v_color;
varying vec2 v_place;
varying float v_pixel;
varying float v_shape;
void main() {
  float radius = a_size / u_sizeRatio;
  vec2 centre = (u_matrix * vec3(a_position, 1.0)).xy;
  gl_Position = vec4(centre + a_corner * 1.3 * radius * 2.0 / u_view, 0.0, 1.0);
  v_place = a_corner * 1.3;
  v_pixel = 1.0 / radius;
  v_shape = a_shape;
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
varying float v_pixel;
varying float v_shape;

float box(vec2 p, vec2 half_, float round_) {
  vec2 q = abs(p) - half_ + round_;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - round_;
}
float polygon(vec2 p, float sides, float inner) {
  float slice = 6.2831853 / sides;
  float angle = atan(p.x, p.y);
  return cos(floor(0.5 + angle / slice) * slice - angle) * length(p) - inner;
}
float outline(vec2 p, float shape) {
  if (shape < 1.5) return length(p) - 1.0;
  if (shape < 2.5) return box(p, vec2(0.9), 0.16);
  if (shape < 3.5) return box(p, vec2(1.22, 0.8), 0.42);
  if (shape < 4.5) return (abs(p.x) + abs(p.y)) * 0.7071 - 0.86;
  if (shape < 5.5) return polygon(vec2(p.x, -p.y - 0.12), 3.0, 0.62) - 0.08;
  if (shape < 6.5) return box(p, vec2(1.02, 0.84), 0.1);
  return polygon(p.yx, 6.0, 0.92);
}
void main() {
  float distance_ = outline(v_place, v_shape);
  #ifdef PICKING_MODE
  if (distance_ > 0.1) discard;
  gl_FragColor = v_color;
  #else
  float inside = 1.0 - smoothstep(-v_pixel * 0.7, v_pixel * 0.7, distance_);
  float gap = 0.0;
  if (v_shape > 0.5 && v_shape < 1.5) gap = 1.0 - smoothstep(0.03, 0.03 + v_pixel, abs(distance_ + 0.17));
  float alpha = v_color.a * inside * (1.0 - gap);
  gl_FragColor = vec4(v_color.rgb * alpha, alpha);
  #endif
}`;

const CORNERS = [[-1, -1], [1, -1], [1, 1], [-1, -1], [1, 1], [-1, 1]];
const UNIFORMS = ["u_matrix", "u_view", "u_sizeRatio"] as const;

/** The WebGL program for all nodes. */
export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: CORNERS,
    };
  }

  override processVisibleItem(nodeIndex: number, start: number, data: NodeDisplayData): void {
    const kind = (data as NodeDisplayData & { kind?: string }).kind ?? "";
    this.array.set([data.x, data.y, data.size, SHAPES[lookOf(kind).shape], floatColor(data.color), nodeIndex], start);
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniformMatrix3fv(uniformLocations["u_matrix"] ?? null, false, params.matrix);
    gl.uniform2f(uniformLocations["u_view"] ?? null, params.width, params.height);
    gl.uniform1f(uniformLocations["u_sizeRatio"] ?? null, params.sizeRatio);
  }
}
