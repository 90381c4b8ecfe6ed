VARYING vec3 place;
VARYING vec3 face;

const vec3 lampDirection = normalize(vec3(-0.25, 0.95, 0.0));
const vec3 heatPlace = vec3(0.2, 1.4, 1.0);
const vec3 beaconPlace = vec3(-1.3, 2.9, 0.2);

float lampOf(vec3 lamp, vec3 normal, float reach)
{
    vec3 way = lamp - place;
    float far = length(way);
    return max(0.0, dot(normal, way / far) * 0.7 + 0.3) / (1.0 + far * far / (reach * reach) * 4.0);
}

// Colours come in linear; what is seen is not.
vec3 seen(vec3 colour)
{
    vec3 c = clamp(colour, 0.0, 1.0);
    return mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}

void MAIN()
{
    vec3 normal = normalize(face);
    float light = dot(normal, lampDirection) * 0.5 + 0.5;
    vec3 colour = light < 0.5 ? mix(shade.rgb, body.rgb, light * 2.0) : mix(body.rgb, lit.rgb, light * 2.0 - 1.0);
    if (stripes > 0.0 && abs(normal.y) < 0.5) {
        float along = (abs(normal.x) > abs(normal.z) ? place.z : place.x) + place.y;
        colour = fract(along * stripes) < 0.5 ? stripeLight.rgb : stripeDark.rgb;
        colour *= 0.55 + 0.45 * light;
    }
    colour += heatColour.rgb * heat * lampOf(heatPlace, normal, 1.5) * 0.55;
    colour += vec3(1.0, 0.03, 0.06) * beacon * lampOf(beaconPlace, normal, 1.9) * 0.6;
    float distance = length(place - CAMERA_POSITION);
    colour = mix(colour, air.rgb, smoothstep(clearness * 0.3, clearness, distance));
    colour = mix(colour, vec3(dot(colour, vec3(0.3, 0.5, 0.2))), grey);
    FRAGCOLOR = vec4(seen(colour), 1.0);
}
