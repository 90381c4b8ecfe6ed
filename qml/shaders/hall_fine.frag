VARYING vec3 radiance;
VARYING vec4 veil;
VARYING vec3 spot;
VARYING vec3 own;
VARYING vec3 facing;
VARYING float kind;

float anyOf(vec3 cell)
{
    vec3 p = fract(cell * vec3(0.1031, 0.1030, 0.0973));
    p += dot(p, p.yxz + 33.33);
    return fract((p.x + p.y) * p.z);
}

// Value noise: 0 to 1, a hill or a hollow each unit.
float uneven(vec3 at)
{
    vec3 cell = floor(at);
    vec3 f = fract(at);
    f = f * f * (3.0 - 2.0 * f);
    vec4 low = vec4(anyOf(cell), anyOf(cell + vec3(1, 0, 0)), anyOf(cell + vec3(0, 1, 0)), anyOf(cell + vec3(1, 1, 0)));
    cell.z += 1.0;
    vec4 high = vec4(anyOf(cell), anyOf(cell + vec3(1, 0, 0)), anyOf(cell + vec3(0, 1, 0)), anyOf(cell + vec3(1, 1, 0)));
    vec4 along = mix(low, high, f.z);
    vec2 across = mix(along.xz, along.yw, f.x);
    return mix(across.x, across.y, f.y);
}

// Paint and plaster from near: bumps, stains, and what has run down; and the strips mirrored in each pixel.
void MAIN()
{
    vec3 light = radiance;
    if (kind < 1.5) {
        vec3 normal = normalize(facing);
        vec3 look = normalize(spot - CAMERA_POSITION);
        float ahead = max(0.0, -dot(look, normal));
        // Bumps that are smaller than a pixel, or seen from the side, would be specks.
        float bumpy = (1.0 - smoothstep(0.15, 0.6, length(fwidth(own)) * 11.0)) * smoothstep(0.05, 0.45, ahead);
        float upright = 1.0 - abs(normal.y);
        float here = uneven(own * 11.0);
        vec3 slope = vec3(uneven(own * 11.0 + vec3(0.35, 0, 0)), uneven(own * 11.0 + vec3(0, 0.35, 0)),
                          uneven(own * 11.0 + vec3(0, 0, 0.35))) - here;
        float stain = uneven(own * 1.3) * 0.65 + uneven(own * 4.1) * 0.35;
        float run = uneven(own * vec3(8.0, 0.55, 8.0)) * 0.7 + uneven(own * vec3(19.0, 1.3, 19.0)) * 0.3;
        light *= (0.82 + 0.36 * stain) * (1.0 - 0.30 * upright * smoothstep(0.50, 0.78, run));
        float metal = step(0.5, kind);
        normal = normalize(normal - slope * (0.035 * bumpy * metal));
        float edge = pow(1.0 - ahead, 4.0);
        vec3 ray = reflect(look, normal);
        float strips = stripsIn(spot, ray, mix(1.2, 6.0, metal)) * smoothstep(0.05, 0.25, ray.y) *
                       smoothstep(0.02, 0.2, ahead);
        light += stripColour * strips * mix(0.012 + 0.05 * edge, 0.045 + 0.42 * edge, metal) * (1.0 - 0.6 * grey);
    }
    FRAGCOLOR = vec4(mix(mix(light, veil.rgb, veil.a) * exposure, vec3(0.30, 0.36, 0.46), hatched()), 1.0);
}
