/** What a colour says. `data-tone` on an element gives `--tone`, `--tone-fill` and `--tone-wash` to what is inside. */
export type Tone = 'plain' | 'quiet' | 'now' | 'fine' | 'late' | 'failed' | 'rolling'
