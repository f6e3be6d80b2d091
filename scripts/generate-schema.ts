/** Writes the tables of kinds, and those of the files of kubelet and kube-proxy, from the pinned releases of Kubernetes. Needs Go. */
import * as fs from 'node:fs';
import { kubeletSource, KUBELET_TABLE } from './schema/kubelet';
import { tablesSource, TABLES } from './schema/write';

fs.writeFileSync(TABLES, tablesSource());
void kubeletSource().then((text) => fs.writeFileSync(KUBELET_TABLE, text));
