/** An error in how the command is called: told in one line, exit code 2. */
export class UsageError extends Error {}
