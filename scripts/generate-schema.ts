/** Writes src/kubernetes/schema/tables.json from the pinned releases of Kubernetes. Needs Go. */
import * as fs from 'node:fs';
import { tablesSource, TABLES } from './schema/write';

fs.writeFileSync(TABLES, tablesSource());
