# Who holds the list that zip and enumerate go through?
# why: names:6
names = [["a"], ["b"]]
ages = [[1], [2]]
for i, (name, age) in enumerate(zip(names, ages)):
    print(i)
