"""The chairing screen and the presenter view: they show a picture and tell every act by signal."""
