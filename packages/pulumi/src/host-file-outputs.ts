import * as pulumi from '@pulumi/pulumi';
import type { HostFileData } from './build/build';

/** Content by path: of one node group and of every node, or of all. Fails where two files would share a path. */
export function filesByPath(list: readonly pulumi.Output<HostFileData>[], group?: string): pulumi.Output<Record<string, string>> {
  return pulumi.all([...list]).apply((files) => {
    const result: Record<string, string> = {};
    for (const { path, content, nodes } of files) {
      if (group !== undefined && nodes.length > 0 && !nodes.includes(group)) continue;
      if (Object.hasOwn(result, path)) {
        throw new Error(`${path} is in the files of more than one node group, so one would be lost. Use hostFilesFor(group).`);
      }
      result[path] = content;
    }
    return result;
  });
}
