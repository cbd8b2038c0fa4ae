import { buildParts } from './parts.mjs';

await buildParts();
