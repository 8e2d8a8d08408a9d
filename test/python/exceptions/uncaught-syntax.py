# A syntax error in exec'd text, uncaught.

print("start")
exec("x = 1\nif x = 2:\n  pass\n")
