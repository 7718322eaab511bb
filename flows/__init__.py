"""When things happen: Prefect flows, thin over the use cases."""
