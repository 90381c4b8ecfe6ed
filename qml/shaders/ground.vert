VARYING vec3 radiance;
VARYING vec4 veil;
VARYING vec3 spot;

void MAIN()
{
    spot = (MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    vec4 weights = vec4(UV0, UV1);
    vec3 light = COLOR.rgb;
    light += (glows * weights).rgb;
    float away = length(spot - CAMERA_POSITION);
    float far = clamp(-spot.z / hallSize.z, 0.0, 1.0);
    radiance = light;
    veil = vec4(mix(nearFog, farFog, far * far * far), 1.0 - exp(-pow(away * fogginess * 1.2, 1.4)));
    POSITION = VIEWPROJECTION_MATRIX * vec4(spot, 1.0);
}
