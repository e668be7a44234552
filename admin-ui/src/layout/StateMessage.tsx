import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

/** Says in words why a screen shows nothing: empty, or broken. */
export function StateMessage(props: { title: string; children?: ReactNode; action?: ReactNode; alert?: boolean }) {
  return (
    <Box
      role={props.alert ? 'alert' : 'status'}
      sx={{
        textAlign: 'center',
        py: { xs: 6, sm: 8 },
        px: 3,
        border: '1px dashed',
        borderColor: 'divider',
        borderRadius: 3,
        bgcolor: 'background.paper',
      }}
    >
      <Typography variant="h2" component="p">
        {props.title}
      </Typography>
      {props.children === undefined ? null : (
        <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 460, mx: 'auto', mt: 1 }}>
          {props.children}
        </Typography>
      )}
      {props.action === undefined ? null : <Box sx={{ mt: 2.5 }}>{props.action}</Box>}
    </Box>
  );
}
