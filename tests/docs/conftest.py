"""What makes the guides stands beside the program and is not installed with it: it is found from the checkout."""

import sys

from guarantor.settings import CHECKOUT

sys.path.append(str(CHECKOUT))
