/** Writes the roles and bindings that API servers make themselves, from the pinned releases of Kubernetes. Needs Go. */
import * as fs from 'node:fs';
import { BOOTSTRAP, bootstrapSource } from './rbac/write';

fs.writeFileSync(BOOTSTRAP, bootstrapSource());
