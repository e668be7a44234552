import Box from '@mui/material/Box';
import { Link } from 'react-router';

/** The way back to the list. */
export function BackLink(props: { to: string; children: string }) {
  return (
    <Box
      component={Link}
      to={props.to}
      sx={{
        display: 'inline-block',
        minHeight: 24,
        fontSize: '0.85rem',
        color: 'primary.main',
        textDecoration: 'none',
        mb: 0.5,
        '&:hover': { textDecoration: 'underline' },
      }}
    >
      ← {props.children}
    </Box>
  );
}
