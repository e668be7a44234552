import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

/** The mark and the name. */
export function Brand() {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25 }}>
      <Box component="img" src={`${import.meta.env.BASE_URL}icon.svg`} alt="" sx={{ width: 32, height: 32 }} />
      <Box>
        <Typography component="div" sx={{ fontWeight: 750, letterSpacing: '-0.01em', lineHeight: 1.1 }}>
          MBI
        </Typography>
        <Typography component="div" variant="caption" sx={{ color: 'text.secondary', lineHeight: 1.2 }}>
          Marketing Brand Intelligence
        </Typography>
      </Box>
    </Box>
  );
}
