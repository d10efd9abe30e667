"""A landlord's claim: lodged, checked, decided, disputed, reopened, undone."""
