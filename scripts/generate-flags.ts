/** Writes the tables of src/kubernetes/components/flags from the pinned releases of Kubernetes. Needs Go. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { FLAGS, flagFiles } from './flags/write';

for (const [name, text] of flagFiles()) fs.writeFileSync(path.join(FLAGS, name), text);
