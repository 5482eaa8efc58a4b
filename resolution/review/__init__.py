"""What people should look at: the queue of persons and of things, and who may be one across classes."""
