"""What the pages' pictures show and where: data in, shapes and places out. The templates ``*.svg.jinja`` draw them."""
