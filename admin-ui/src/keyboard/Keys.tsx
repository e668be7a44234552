import Box from '@mui/material/Box';

/** Keys as they stand on a keyboard. */
export function Keys(props: { keys: readonly string[] }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.5 }}>
      {props.keys.map((key) => (
        <Box
          key={key}
          component="kbd"
          sx={{
            minWidth: 22,
            textAlign: 'center',
            px: 0.6,
            borderRadius: 1,
            border: '1px solid',
            borderColor: 'divider',
            borderBottomWidth: 2,
            fontFamily: 'inherit',
            fontSize: '0.75rem',
            fontWeight: 600,
            lineHeight: '20px',
            bgcolor: 'background.paper',
            color: 'text.primary',
          }}
        >
          {key}
        </Box>
      ))}
    </Box>
  );
}
