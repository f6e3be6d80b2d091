/** ESLint rule: what the compiler says of a file, from the program that the rules with types share, so that types are checked once. */
const ts = require('typescript');

module.exports = {
  meta: { type: 'problem', docs: { description: 'Files compile' }, schema: [], messages: { fault: 'TS{{code}}: {{text}}' } },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    return {
      Program(node) {
        for (const { start, length, code, messageText } of program.getSemanticDiagnostics(esTreeNodeToTSNodeMap.get(node))) {
          const at = (index) => context.sourceCode.getLocFromIndex(index);
          const data = { code, text: ts.flattenDiagnosticMessageText(messageText, ' ') };
          context.report({ loc: { start: at(start), end: at(start + length) }, messageId: 'fault', data });
        }
      },
    };
  },
};
