VARYING vec2 across;
VARYING vec3 glow;

// Thrown up from the machine and falling, again and again; a card's colour holds what makes it differ from the others.
void MAIN()
{
    vec3 chance = COLOR.rgb;
    float life = fract(seconds * (0.7 + 0.5 * chance.g) + chance.r);
    float way = 6.2832 * chance.b;
    vec3 speed = vec3(cos(way) * (0.5 + chance.r), 1.6 + 1.4 * chance.g, 0.9 + sin(way) * (0.4 + chance.r));
    vec3 place = VERTEX + speed * life + vec3(0.0, -2.6, 0.0) * life * life;
    vec3 going = speed + vec3(0.0, -5.2, 0.0) * life;
    vec4 seen = VIEW_MATRIX * MODEL_MATRIX * vec4(place, 1.0);
    vec2 along = (VIEW_MATRIX * MODEL_MATRIX * vec4(going, 0.0)).xy;
    along /= max(length(along), 0.001);
    vec2 off = along * NORMAL.y * 2.6 + vec2(-along.y, along.x) * NORMAL.x * 0.5;
    across = UV0;
    glow = vec3(1.0, 0.24, 0.05) * 2.2 * (1.0 - life) * exp(-length(seen.xyz) * fogginess);
    POSITION = PROJECTION_MATRIX * (seen + vec4(off, 0.0, 0.0));
}
