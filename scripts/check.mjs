import { runCheckStages } from './check-stages.mjs';
import { conclude } from './stages.mjs';

conclude(await runCheckStages());
