"""Who holds which post where. `holders` joins what the other rooms say, each standing on those above it:

post       a post as said at one place
gaps       what may stand between a post and a name      roles      what is said of people and is no post
sentences  where they end, where lines begin
items      lists whose lines begin with names            body_words words that say which body is meant
blocks     the posts of a document, cut where a name begins

The holder of a post:
links      the name that stands beside it
cards      the side on which a list has its names        careers    a life told sentence by sentence
tables     rows, heads of columns, columns side by side

The organisation of a post that names none:
homes      what sort of body has such posts              papers     the body whose paper it is, who signs, to whom
words      by its words      near    by what stands near      places     by the place its holder is named in
bodies     these decisions in their order, the first that answers is taken

holders    posts joined with people
"""
