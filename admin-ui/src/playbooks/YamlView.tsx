import Box from '@mui/material/Box';
import { highlightYamlLine } from './highlight-yaml.ts';

const colours = {
  key: 'primary.main',
  text: 'text.primary',
  expression: 'warning.main',
  comment: 'text.secondary',
  number: 'success.main',
} as const;

/** YAML with line numbers, for reading. */
export function YamlView(props: { source: string }) {
  const lines = props.source
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }));
  return (
    <Box
      component="pre"
      role="region"
      aria-label="YAML source"
      tabIndex={0}
      sx={{
        m: 0,
        py: 1.5,
        overflow: 'auto',
        maxHeight: '72vh',
        fontSize: '0.82rem',
        lineHeight: 1.65,
        fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
        borderTop: '1px solid',
        borderColor: 'divider',
      }}
    >
      {lines.map(({ line, number }) => (
        <Box key={number} component="code" sx={{ display: 'block', pr: 2, whiteSpace: 'pre' }}>
          <Box
            component="span"
            aria-hidden
            sx={{
              display: 'inline-block',
              width: 52,
              pr: 2,
              textAlign: 'right',
              color: 'text.secondary',
              userSelect: 'none',
            }}
          >
            {number}
          </Box>
          {highlightYamlLine(line).map((token) => (
            <Box
              key={token.at}
              component="span"
              sx={{ color: colours[token.kind], fontWeight: token.kind === 'key' ? 600 : 400 }}
            >
              {token.text}
            </Box>
          ))}
          {'\n'}
        </Box>
      ))}
    </Box>
  );
}
